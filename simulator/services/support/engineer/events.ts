import type { Store } from '../../../kernel/state/store';
import { SUBSCRIPTION_MANAGEMENT } from '../catalogue';
import type { FileWorkspace, SupportTicket } from '../model';
import { supportState } from '../support-state';
import { newestForm } from './form';
import { answersAfter, type Rule, ruleFor } from './script';

/** A ticket that asks for a transfer of subscriptions between partners (seed l.1597: subscription management). */
function asksForTransfer({ request }: SupportTicket): boolean {
  return (
    request.serviceId.toLowerCase().endsWith(`/services/${SUBSCRIPTION_MANAGEMENT}`) &&
    /transfer/i.test(`${request.title}\n${request.description}`)
  );
}

/** Two keys below the same subscription, or of the same tenant. */
const sameOwner = (a: string, b: string) => a.split('/providers/')[0] === b.split('/providers/')[0];

/** The workspace that a ticket names. */
export function workspaceOf(store: Store, ticket: SupportTicket): FileWorkspace | undefined {
  const name = ticket.fileWorkspaceName.toLowerCase();
  return Object.values(supportState.of(store).workspaces).find(
    (one) => one.name.toLowerCase() === name && sameOwner(one.key, ticket.key),
  );
}

/** A form has come: the next rule of the script says what becomes of it, unless the engineer is at work on the ticket already. */
function onForm(store: Store, ticket: SupportTicket, at: number): void {
  const { engineer } = supportState.of(store);
  const isBusy = engineer.steps.some((one) => one.ticket === ticket.key);
  if (ticket.status === 'Closed' || !asksForTransfer(ticket) || isBusy) return;
  const rule = ruleFor(engineer.script, engineer.used);
  engineer.used += 1;
  engineer.silent = engineer.silent.filter((one) => one.ticket !== ticket.key);
  if (rule.behaviour === 'silent') engineer.silent.push({ ticket: ticket.key, rule });
  else engineer.steps.push({ ticket: ticket.key, dueAt: at + answersAfter(rule), act: 'answer', rule });
}

/** A ticket may be opened with a form in its workspace already. */
export function onTicketOpened(store: Store, ticket: SupportTicket, at: number): void {
  const workspace = workspaceOf(store, ticket);
  if (workspace && newestForm(workspace)) onForm(store, ticket, at);
}

/** A file's last chunk has come: it belongs to every open ticket that names the workspace. */
export function onFileAttached(store: Store, workspace: FileWorkspace, at: number): void {
  for (const ticket of Object.values(supportState.of(store).tickets))
    if (ticket.operation === undefined && workspaceOf(store, ticket) === workspace) onForm(store, ticket, at);
}

/** The severity was raised: an engineer who has been silent answers now, if the script says so. */
export function onSeverityRaised(store: Store, ticket: SupportTicket, at: number): void {
  const { engineer } = supportState.of(store);
  const waiting = engineer.silent.find((one) => one.ticket === ticket.key && one.rule.answersWhenEscalated === true);
  if (!waiting || ticket.status === 'Closed') return;
  engineer.silent = engineer.silent.filter((one) => one !== waiting);
  const rule: Rule = { ...waiting.rule, behaviour: 'confirm' };
  engineer.steps.push({ ticket: ticket.key, dueAt: at + answersAfter(rule), act: 'answer', rule });
}
