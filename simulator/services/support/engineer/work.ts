import { guidFrom } from '../../../kernel/guids';
import { changePartner } from '../../../kernel/state/change-partner';
import type { Store } from '../../../kernel/state/store';
import type { SupportTicket } from '../model';
import { supportState } from '../support-state';
import { workspaceOf } from './events';
import { formOf } from './form';
import { movesAfter } from './script';
import type { EngineerStep } from './state';

/** Whom Microsoft's messages about a transfer are from. */
const ENGINEER = 'supportengineer@microsoft.com';

/** Says something in the ticket, as Microsoft. */
function say(store: Store, ticket: SupportTicket, at: number, subject: string, body: string): void {
  const { engineer } = supportState.of(store);
  ticket.engineer = ENGINEER;
  ticket.modifiedAt = at;
  ticket.communications.push({
    name: guidFrom('engineer', ticket.number, String(ticket.communications.length)),
    direction: 'Inbound',
    sender: ENGINEER,
    subject,
    body,
    createdAt: at,
  });
  engineer.done.push({ time: new Date(at).toISOString(), ticket: ticket.id, did: subject });
}

function answer(store: Store, ticket: SupportTicket, { rule, dueAt }: EngineerStep): void {
  if (rule.behaviour === 'refuse') {
    say(store, ticket, dueAt, 'Transfer refused', rule.text ?? 'We cannot transfer this subscription. The request is closed.');
    ticket.status = 'Closed';
    return;
  }
  if (rule.behaviour === 'askCorrection') {
    const text = rule.text ?? 'The form is not complete. Please correct it and attach it again.';
    say(store, ticket, dueAt, 'Correction needed', text);
    return;
  }
  const workspace = workspaceOf(store, ticket);
  const form = workspace ? formOf(store, ticket, workspace) : 'There is no form.';
  if (typeof form === 'string') {
    say(store, ticket, dueAt, 'Correction needed', `${form} Please correct the form and attach it again.`);
    return;
  }
  const text = rule.text ?? 'We have received the completed form and will transfer the subscription.';
  say(store, ticket, dueAt, 'Form received', text);
  if (rule.behaviour === 'confirm')
    supportState.of(store).engineer.steps.push({ ticket: ticket.key, dueAt: dueAt + movesAfter(rule), act: 'move', rule, form });
}

function move(store: Store, ticket: SupportTicket, { form, dueAt }: EngineerStep): void {
  if (!form) return;
  for (const subscriptionId of form.subscriptionIds) changePartner(store, subscriptionId, form.destinationTenantId);
  const moved = form.subscriptionIds.join(', ');
  say(
    store,
    ticket,
    dueAt,
    'Transfer complete',
    `The subscription ${moved} is now with the partner of tenant ${form.destinationTenantId}. The request is closed.`,
  );
  ticket.status = 'Closed';
}

/** Does whatever the engineer's time has come for, in order. A ticket that the customer or partner has closed is left alone. */
export function settleEngineer(store: Store, now: number): void {
  const { engineer } = supportState.of(store);
  for (;;) {
    const [next] = engineer.steps.filter((one) => one.dueAt <= now).sort((a, b) => a.dueAt - b.dueAt);
    if (!next) return;
    engineer.steps = engineer.steps.filter((one) => one !== next);
    const ticket = supportState.of(store).tickets[next.ticket];
    if (!ticket || ticket.status === 'Closed') continue;
    if (next.act === 'answer') answer(store, ticket, next);
    else move(store, ticket, next);
  }
}
