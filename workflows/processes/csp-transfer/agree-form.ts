import { documentDigest } from '../../../contracts/people/document';
import type { DecisionRecord } from '../../../contracts/run/progress';
import { EDITABLE, type TransferForm, wrongChange } from './documents/transfer-form';
import { fail } from '../../base/failures';
import type { TransferState } from './state';

/** More rounds than that is no correspondence any more, and the history has an end. */
const MOST_VERSIONS = 25;

/** The form as all three have signed it, and their signatures over its digest. */
export interface SignedForm {
  form: TransferForm;
  digest: string;
  signatures: DecisionRecord[];
}

/**
 * The source partner signs first, then customer and destination partner at the same time, the latter stating that it has a contract with the
 * customer. Whoever sends the form back makes a new version, with its own fields changed if it says so, and all sign anew.
 */
export async function agreeForm(state: TransferState, first: TransferForm): Promise<SignedForm> {
  const { customer, destinationPartner, deadlines } = state.input;
  const { signOff } = state.run;
  for (let form = first; ;) {
    if (form.version > MOST_VERSIONS) throw fail('GivenUp', `the form has been sent back ${MOST_VERSIONS} times`);
    const { document } = form;
    const question = { document, editable: EDITABLE, wrongChange, withinDays: deadlines.form };
    const outcome = await state.ask({
      ...question,
      step: 'draft',
      what: `sign version ${form.version} of the transfer form for ${state.what}`,
      parties: ['sourcePartner'],
    });
    const signed =
      outcome.choice === 'sendBack'
        ? outcome
        : await state.ask({
            ...question,
            step: 'sign',
            what: `read and sign version ${form.version} of the transfer form for ${state.what}`,
            parties: ['customer', 'destinationPartner'],
            states: {
              destinationPartner: [
                { id: 'contract', text: `A contract between ${destinationPartner.name} and ${customer.name} is in place.` },
              ],
            },
          });
    if (signed.choice === 'approve') {
      const digest = documentDigest(document);
      const signatures = signOff.records.filter((one) => one.digest === digest && one.choice === 'approve');
      return { form, digest, signatures };
    }
    form = form.next(...change(signed.choice === 'sendBack' ? signed.by : undefined));
    state.note(`version ${form.version} of the form: earlier signatures are void`);
  }
}

/** What a send-back changes, and the sentence that stands in the next version. */
export function change(by: DecisionRecord | undefined): [changes: Record<string, string>, remark: string] {
  const { party = 'operator', comment, changes = {} } = by ?? {};
  const fields = Object.keys(changes);
  const did = fields.length > 0 ? `changed ${fields.join(', ')}` : 'sent it back';
  return [changes, `${by?.name ?? ''} (${party}) ${did}${comment ? `: ${comment}` : ''}`];
}
