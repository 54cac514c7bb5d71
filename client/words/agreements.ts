/** Whose agreement the source subscriptions are under, for people. */
export const AGREEMENTS: Record<string, string> = {
  partnerEa: 'Enterprise Agreement of the partner',
  customerEa: 'Enterprise Agreement of the customer',
  payg: 'Pay-as-you-go',
  open: 'Open licensing',
  bizspark: 'BizSpark',
};
