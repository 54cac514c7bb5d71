import type { Azure } from '../../kernel/azure';
import { keyOf } from '../../kernel/ids';
import { namesOf } from './catalogue';
import type { SupportTicket } from './model';
import type { SEVERITIES } from './ticket-request';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Minutes until Microsoft's first answer, of the standard plan: azure.microsoft.com/support/plans/response; 480 and 240 are recorded. */
const SLA_MINUTES: Record<(typeof SEVERITIES)[number], number> = {
  Minimal: 480,
  Moderate: 240,
  Critical: 60,
  HighestCriticalImpact: 15,
};

/** `2024-05-10T19:01:55Z`: Microsoft.Support's times have no fractions. */
export function isoSeconds(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** Hours that Los Angeles is behind UTC at a moment. */
function hoursBehind(milliseconds: number): number {
  const hour = new Date(milliseconds).toLocaleString('en-US', {
    timeZone: 'America/Los_Angeles',
    hour: 'numeric',
    hourCycle: 'h23',
  });
  return (new Date(milliseconds).getUTCHours() - Number(hour) + 24) % 24;
}

/** Adds minutes of business hours: 06:00 to 18:00 on weekdays in Redmond (read off 16 recorded agreements; holidays are left out). */
function afterBusinessMinutes(start: number, minutes: number): number {
  const behind = hoursBehind(start) * HOUR;
  let at = start - behind;
  for (let left = minutes * MINUTE; left > 0;) {
    const day = Math.floor(at / DAY) * DAY;
    const weekday = new Date(day).getUTCDay();
    at = Math.max(at, day + 6 * HOUR);
    const open = weekday === 0 || weekday === 6 ? 0 : Math.max(0, day + 18 * HOUR - at);
    if (left <= open) return at + left + behind;
    left -= open;
    at = day + DAY;
  }
  return at + behind;
}

function agreement(ticket: SupportTicket): Record<string, unknown> {
  const slaMinutes = SLA_MINUTES[ticket.request.severity];
  const isBusinessHours = slaMinutes >= 240;
  const expiry = isBusinessHours ? afterBusinessMinutes(ticket.createdAt, slaMinutes) : ticket.createdAt + slaMinutes * MINUTE;
  return { startTime: isoSeconds(ticket.createdAt), expirationTime: isoSeconds(expiry), slaMinutes };
}

/** The plan that comes with the subscription's offer (seed l.12093: a CSP subscription's is "Cloud Solution Provider"). */
function plan(azure: Azure, ticket: SupportTicket): Record<string, string> {
  const offer = azure.store.subscriptions.get(keyOf(ticket.subscriptionId ?? ''))?.offerId ?? 'None';
  const isCsp = offer === 'MS-AZR-0145P' || offer === 'MS-AZR-0017G';
  const source = `Source:AzureModern,SubscriptionId:${ticket.subscriptionId ?? ''},SovereignCloud:Public,OfferId:${offer},`;
  return {
    supportPlanType: isCsp ? 'Cloud Solution Provider' : 'Basic',
    supportPlanDisplayName: `Azure Support Plan - ${isCsp ? 'Cloud Solution Provider' : 'Basic'}`,
    supportPlanId: Buffer.from(source).toString('base64'),
  };
}

/** The ticket as GET answers it (recorded: support.test_support_tickets; swagger SupportTicketDetails). */
export function ticketView(azure: Azure, ticket: SupportTicket): Record<string, unknown> {
  const { request } = ticket;
  const names = namesOf(request.serviceId, request.problemClassificationId);
  return {
    id: ticket.id,
    name: ticket.name,
    type: 'Microsoft.Support/supportTickets',
    properties: {
      ...request,
      require24X7Response: request.require24X7Response ?? false,
      enrollmentId: request.enrollmentId ?? '',
      problemClassificationDisplayName: names?.problemClassificationDisplayName ?? '',
      serviceDisplayName: names?.serviceDisplayName ?? '',
      serviceLevelAgreement: agreement(ticket),
      supportEngineer: ticket.engineer === undefined ? {} : { emailAddress: ticket.engineer },
      ...plan(azure, ticket),
      isTemporaryTicket: 'No',
      fileWorkspaceName: ticket.fileWorkspaceName,
      supportTicketId: ticket.number,
      status: ticket.status,
      createdDate: isoSeconds(ticket.createdAt),
      modifiedDate: isoSeconds(ticket.modifiedAt),
    },
  };
}
