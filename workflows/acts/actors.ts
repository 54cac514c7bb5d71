import { type ActivityOptions, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../../activities';
import { type Party, taskQueue, tenantQueue } from '../../contracts/people/parties';

/** What kind of effect an activity has; its policy follows from that alone. */
export type Kind = 'look' | 'survey' | 'do' | 'bulk' | 'once' | 'poll' | 'watch' | 'notify';

const KIND: { readonly [K in keyof Activities]: Kind } = {
  environment: 'look',
  // of other runs
  standing: 'watch',
  awaitLaterParts: 'watch',
  awaitEndOfAll: 'watch',
  holderOf: 'look',
  awaitUnclaimed: 'watch',
  checkSubscriptions: 'look',
  planResourceMove: 'survey',
  takeSnapshot: 'survey',
  splitByRegion: 'look',
  verifyMove: 'survey',
  writeReport: 'survey',
  snapshotRoles: 'look',
  liftLocks: 'do',
  restoreLocks: 'do',
  registerProviders: 'do',
  createResourceGroups: 'do',
  deleteEmptyGroups: 'do',
  startValidation: 'do',
  carryOver: 'do',
  removeCarriedOver: 'do',
  removeOrphans: 'do',
  grantRole: 'do',
  revokeRole: 'do',
  restoreRole: 'do',
  startMove: 'once',
  awaitProviders: 'poll',
  pollOperation: 'poll',
  awaitNoMove: 'poll',
  lookAtBatch: 'poll',
  awaitRole: 'poll',
  awaitNoRole: 'poll',
  notify: 'notify',
  // a partner's own
  checkSource: 'look',
  checkDestination: 'look',
  relationshipInvitation: 'look',
  awaitRelationship: 'watch',
  openTicket: 'do',
  heardSoFar: 'look',
  attachForm: 'do',
  escalateTicket: 'do',
  closeTicket: 'do',
  awaitMicrosoft: 'watch',
  listenForEvents: 'notify',
  findTransfer: 'look',
  openTransfer: 'do',
  acceptTransfer: 'once',
  lookAtTransfer: 'look',
  awaitTransfer: 'watch',
  cancelTransfer: 'do',
  soldByPartner: 'look',
  awaitSoldByPartner: 'watch',
  awaitNotSoldByPartner: 'watch',
  ownAccess: 'survey',
  awaitAccepted: 'watch',
  adminAgents: 'look',
  snapshotAccess: 'look',
  ownAmong: 'look',
  proveAccess: 'poll',
  removeAccess: 'do',
  awaitNoAccess: 'poll',
  linkPartner: 'do',
  writeRunReport: 'look',
  writeReceipt: 'look',
  // a migration of whole subscriptions
  readAssessment: 'look',
  writeMigrationReport: 'survey',
  collectUsage: 'survey',
  collectRateCard: 'survey',
  subscriptionsOfEnrolment: 'look',
  checkEarlierAssessment: 'look',
  readSubscription: 'survey',
  readDestinationSubscription: 'survey',
  assessSubscription: 'survey',
  compareWithDestination: 'survey',
  validateMoves: 'bulk',
  assessUsage: 'survey',
  writeAssessment: 'survey',
  // into another directory
  checkTenantMove: 'look',
  checkMover: 'look',
  directoryOf: 'look',
  snapshotDirectory: 'survey',
  setAuthLevel: 'do',
  eaAccount: 'look',
  addEaAccount: 'do',
  removeEaAccount: 'do',
  awaitEaAccount: 'watch',
  startEaTransfer: 'once',
  lookAtEaTransfer: 'poll',
  requestOwnership: 'once',
  lookAtOwnership: 'look',
  awaitOwnership: 'watch',
  cancelOwnership: 'do',
  awaitDirectory: 'watch',
  restoreDirectory: 'do',
  awaitOwner: 'watch',
  ownPrincipal: 'look',
  requestDirectoryChange: 'do',
  withdrawDirectoryChange: 'do',
  acceptDirectoryChange: 'once',
  lookAtDirectoryChange: 'look',
  verifyTenantMove: 'poll',
  writeTenantMoveReport: 'look',
  writeBillingTransferReport: 'look',
  // billing that goes to a partner
  checkBillingPartner: 'look',
  azurePlanOf: 'look',
  checkNobodyElseAsks: 'look',
  openBillingRequest: 'do',
  lookAtBillingRequest: 'look',
  awaitBillingRequest: 'watch',
  cancelBillingRequest: 'do',
  receivesBillingRequest: 'look',
  validateBillingRequest: 'look',
  acceptBillingRequest: 'once',
  declineBillingRequest: 'do',
  // of an onboarding
  checkNewCustomer: 'look',
  checkKnownCustomer: 'look',
  createCustomer: 'once',
  lookForNewCustomer: 'poll',
  deleteCustomer: 'do',
  confirmAgreement: 'do',
  ordersAlike: 'look',
  fillCart: 'do',
  checkOut: 'once',
  lookAtCart: 'look',
  awaitOrder: 'watch',
  awaitProvisioned: 'watch',
  suspendOrdered: 'do',
  findAdmin: 'look',
  createAdmin: 'do',
  removeAdmin: 'do',
  writeOnboardingReport: 'look',
  // secrets of virtual machines
  findSecrets: 'survey',
  keepSecrets: 'survey',
  removeSecrets: 'bulk',
  restoreSecrets: 'bulk',
  lookAtSecrets: 'survey',
  writeSecretsReport: 'survey',
  // the classic upgrade
  findClassicUnits: 'survey',
  validateClassic: 'look',
  prepareClassic: 'do',
  abortClassic: 'do',
  commitClassic: 'once',
  pollClassic: 'poll',
  awaitClassicAtRest: 'poll',
  lookAtClassic: 'look',
  inspectClassic: 'look',
  findMachinesWithSecrets: 'look',
  writeUpgradeReport: 'look',
};

const backOff = { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' } as const;

/** Every activity beats (activities/common/heartbeat.ts): work of a worker that died is taken up by another one this much later, not at the end of the attempt. */
const heartbeatTimeout = '30s';

/** Both bounds always: one attempt, and all of them together. */
const POLICY: Record<Kind, ActivityOptions> = {
  // Reads (and writes of our own files) can be repeated at any time; an hour outlives a bad hour of Azure.
  look: { startToCloseTimeout: '2m', heartbeatTimeout, scheduleToCloseTimeout: '1h', retry: backOff },
  // A read of a whole subscription takes minutes.
  survey: { startToCloseTimeout: '15m', heartbeatTimeout, scheduleToCloseTimeout: '1h', retry: backOff },
  // The same request twice is one effect. A day: what Azure refuses for a while (replication, another operation) passes within it.
  // A cancel waits for the attempt under way: an undo that overtakes its act would leave behind what the act does next.
  do: {
    startToCloseTimeout: '15m',
    heartbeatTimeout,
    scheduleToCloseTimeout: '1d',
    retry: backOff,
    cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  },
  // As do, for many things in one attempt, hours of it. The next attempt passes by what is done already.
  bulk: {
    startToCloseTimeout: '6h',
    heartbeatTimeout,
    scheduleToCloseTimeout: '2d',
    retry: backOff,
    cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  },
  // Sent once. A lost answer is looked up by the workflow, never resent from here.
  once: { startToCloseTimeout: '2m', heartbeatTimeout, scheduleToCloseTimeout: '1h', retry: { maximumAttempts: 1 } },
  // Each attempt is one look, the next comes when Azure said so (nextRetryDelay). Azure ends a move after 4 hours at the latest.
  poll: {
    startToCloseTimeout: '2m',
    heartbeatTimeout,
    scheduleToCloseTimeout: '5h',
    retry: { ...backOff, maximumInterval: '30s' },
  },
  // As a poll, for what people and Microsoft take days or weeks over; who waits sets the end.
  watch: {
    startToCloseTimeout: '2m',
    heartbeatTimeout,
    scheduleToCloseTimeout: '400d',
    retry: { ...backOff, maximumInterval: '15m' },
  },
  // Best effort: a notice that cannot be sent stops nothing. A quarter of an hour outlives a mail server's "try later". One that is on its
  // way cannot be called back: a cancel leaves it alone.
  notify: {
    cancellationType: 'ABANDON',
    startToCloseTimeout: '30s',
    scheduleToCloseTimeout: '15m',
    retry: { ...backOff, initialInterval: '5s', maximumInterval: '3m' },
  },
};

export type Actor = {
  readonly [K in keyof Activities]: (summary: string, ...args: Parameters<Activities[K]>) => ReturnType<Activities[K]>;
};

/**
 * The activities of one party, on that party's task queue: `mover.startMove('Move 12 resources of rg-app', …)`. The summary is a sentence,
 * and what the Web UI shows.
 */
export function actor(party: Party): Actor {
  return onQueue(taskQueue(party), POLICY);
}

/** The activities of one organisation, done by its own worker with its own sign-in. That worker may be away over a long weekend. */
export function organisation(tenantId: string): Actor {
  return onQueue(tenantQueue(tenantId), PATIENT);
}

const AWAY = { scheduleToCloseTimeout: '7d' } as const;

const PATIENT: typeof POLICY = {
  look: { ...POLICY.look, ...AWAY },
  survey: { ...POLICY.survey, ...AWAY },
  do: { ...POLICY.do, ...AWAY },
  bulk: { ...POLICY.bulk, ...AWAY },
  // What cannot be repeated does not lie in a queue until nobody thinks of it any more.
  once: { ...POLICY.once, scheduleToStartTimeout: '10m' },
  poll: { ...POLICY.poll, ...AWAY },
  watch: POLICY.watch,
  notify: POLICY.notify,
};

function onQueue(taskQueue: string, policy: typeof POLICY): Actor {
  const calls = Object.entries(KIND).map(([name, kind]) => {
    const options: ActivityOptions = { ...policy[kind], taskQueue };
    const proxy = proxyActivities<Record<string, (...args: unknown[]) => Promise<unknown>>>(options);
    const call = (summary: string, ...args: unknown[]) => proxy[name]?.executeWithOptions({ ...options, summary }, args);
    return [name, call] as const;
  });
  return Object.fromEntries(calls) as unknown as Actor;
}
