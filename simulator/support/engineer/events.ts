import type { Store } from '../../state/store';
import { SUBSCRIPTION_MANAGEMENT } from '../catalogue';
import type { FileWorkspace, SupportTicket } from '../model';
import { answersAfter, movesAfter, ruleFor, type Rule } from './script';
import type { EngineerStep } from './state';
import { formOf, newestForm } from './form';

/** A ticket that asks for a transfer of subscriptions between partners (seed l.1597: subscription management). */
function asksForTransfer({ request }: SupportTicket): boolean {
  return (
    request.serviceId.toLowerCase().endsWith(`/services/${SUBSCRIPTION_MANAGEMENT}`) &&
    /transfer/i.test(`${request.title}\n${request.description}`)
  );
}

const workspaceOf = (store: Store, ticket: SupportTicket): FileWorkspace | undefined =>
  [...store.support.workspaces.values()].find(
    (one) => one.name.toLowerCase() === ticket.fileWorkspaceName.toLowerCase() && sameOwner(one.key, ticket.key),
  );

const sameOwner = (a: string, b: string) => a.split('/providers/')[0] === b.split('/providers/')[0];

/** A form has come: the next rule of the script says what becomes of it, unless the engineer is at work on the ticket already. */
function onForm(store: Store, ticket: SupportTicket, at: number): void {
  const { engineer } = store.support;
  const isBusy = engineer.steps.some((one) => one.ticket === ticket.key);
  if (ticket.status === 'Closed' || !asksForTransfer(ticket) || isBusy) return;
  const rule = ruleFor(engineer.script, engineer.used);
  engineer.used += 1;
  engineer.silent = engineer.silent.filter((one) => one.ticket !== ticket.key);
  if (rule.behaviour === 'silent') leaveAlone(store, ticket, rule);
  else engineer.steps.push({ ticket: ticket.key, dueAt: at + answersAfter(rule), act: 'answer', rule });
}

/** Remembers that a ticket waits for an answer, if it is to get one when the severity is raised. */
export function leaveAlone(store: Store, ticket: SupportTicket, rule: Rule): void {
  if (rule.answersWhenEscalated === true) store.support.engineer.silent.push({ ticket: ticket.key, rule });
}

/** A ticket may be opened with a form in its workspace already. */
export function onTicketOpened(store: Store, ticket: SupportTicket, at: number): void {
  const workspace = workspaceOf(store, ticket);
  if (workspace && newestForm(workspace)) onForm(store, ticket, at);
}

/** A file's last chunk has come: it belongs to every open ticket that names the workspace. */
export function onFileAttached(store: Store, workspace: FileWorkspace, at: number): void {
  for (const ticket of store.support.tickets.values())
    if (ticket.operation === undefined && workspaceOf(store, ticket) === workspace) onForm(store, ticket, at);
}

/** The severity was raised: an engineer who answers then, and has been silent, goes on as the usual one does. */
export function onSeverityRaised(store: Store, ticket: SupportTicket, at: number): void {
  const { engineer } = store.support;
  const waiting = engineer.silent.find((one) => one.ticket === ticket.key);
  if (!waiting || ticket.status === 'Closed') return;
  engineer.silent = engineer.silent.filter((one) => one !== waiting);
  const rule: Rule = { ...waiting.rule, behaviour: 'confirm' };
  engineer.steps.push(nextStep(store, ticket, rule, waiting.rule.behaviour, at));
}

/** Who has confirmed already goes on with the move. */
function nextStep(store: Store, ticket: SupportTicket, rule: Rule, was: Rule['behaviour'], at: number): EngineerStep {
  const answer: EngineerStep = { ticket: ticket.key, dueAt: at + answersAfter(rule), act: 'answer', rule };
  if (was !== 'confirmThenSilent') return answer;
  const workspace = workspaceOf(store, ticket);
  const form = workspace ? formOf(store, ticket, workspace) : 'The form is no longer there.';
  return typeof form === 'string' ? answer : { ...answer, dueAt: at + movesAfter(rule), act: 'move', form };
}

export { workspaceOf };
