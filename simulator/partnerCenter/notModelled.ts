/** What Partner Center has and the simulator has not: answered with 501, so that nobody takes it for a wrong address. */
const NOT_MODELLED = [
  /^\/v1\/customers\/[^/]+\/(users|directoryroles|subscribedskus|carts|orders|products|usagesummary|usagebudget)(\/|$)/i,
  /^\/v1\/customers\/[^/]+\/(deviceBatches|policies|servicecosts|qualifications?|analytics|configurations)(\/|$)/i,
  /^\/v1\/customers\/[^/]+\/subscriptions\/[^/]+\/(utilizations|usagerecords|usagesummary|meterusagerecords|resourceusagerecords|upgrades|conversions|transitions)(\/|$)/i,
  /^\/v1\/(offers|offercategories|products|ratecards|invoices|analytics|productupgrades|countryvalidationrules)(\/|$)/i,
  /^\/v1\/(selfservepolicy|partnerRequests|nonMfaCompliantPartnerPrincipals|compliance|serviceincidents|relationships)(\/|$)/i,
  /^\/webhooks\/v1\/internalApp(\/|$)/i,
];

export function isNotModelled(path: string): boolean {
  return NOT_MODELLED.some((one) => one.test(path));
}
