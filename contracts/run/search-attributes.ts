import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

/** Registered by `handover up`; on a cluster by `temporal operator search-attribute create` (docs/operations.md). */
export const SEARCH_ATTRIBUTES = {
  process: defineSearchAttributeKey('HandoverProcess', SearchAttributeType.KEYWORD),
  status: defineSearchAttributeKey('HandoverStatus', SearchAttributeType.KEYWORD),
  step: defineSearchAttributeKey('HandoverStep', SearchAttributeType.KEYWORD),
  waitingFor: defineSearchAttributeKey('HandoverWaitingFor', SearchAttributeType.KEYWORD_LIST),
  customer: defineSearchAttributeKey('HandoverCustomer', SearchAttributeType.KEYWORD),
  sourceSubscription: defineSearchAttributeKey('HandoverSourceSubscription', SearchAttributeType.KEYWORD),
  /** Ids that others know the run's work by: ticket, Partner Center transfer. */
  externalIds: defineSearchAttributeKey('HandoverExternalIds', SearchAttributeType.KEYWORD_LIST),
  destinationSubscription: defineSearchAttributeKey('HandoverDestinationSubscription', SearchAttributeType.KEYWORD),
} as const;
