/** What Partner Center has and the simulator has not: answered with 501, so that nobody takes it for a wrong address. */
const NOT_MODELLED = [
  /^\/v1\/customers\/[^/]+\/(configurations|transitions|promotionEligibilities|partners)(\/|$)/i,
  /^\/v1\/customers\/[^/]+\/subscriptions\/[^/]+\/(transitions|transitioneligibilities|refundoptions|usagecosts|addons)(\/|$)/i,
  /^\/v1\/(partnerRequests|applicationmfaadoptionstatus|compliance|productpromotions|ratecards|analytics|engagements|referrals)(\/|$)/i,
  /^\/partner\/v1\/analytics(\/|$)/i,
  /^\/webhooks\/v1\/internalApp(\/|$)/i,
];

export function isNotModelled(path: string): boolean {
  return NOT_MODELLED.some((one) => one.test(path));
}
