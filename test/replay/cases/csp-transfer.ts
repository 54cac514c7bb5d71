import { asked } from '../../support/rig';
import { PLAN } from '../../processes/support/organisations';
import { type Manners, willing } from '../../processes/support/people';
import { upTo } from '../../processes/support/transfer-people';
import { openTransfers, ownCustomer } from '../../processes/support/transfers';
import { atRest } from '../at-rest';
import { cases, refuse } from './cases';

/** The customer does not agree; the other party, who is asked at the same time, would answer too late. */
const customerSays =
  (choice: 'decline' | 'sendBack', comment: string, version?: number): Manners =>
  (question) => {
    if (question.step !== 'sign' || (version !== undefined && question.document?.version !== version)) return willing(question);
    return question.party === 'customer' ? { choice, comment } : undefined;
  };

export const cspTransfer = cases('cspTransfer', openTransfers, {
  async ticket(transfers, name) {
    const run = await transfers.begin(name);
    await transfers.played(run);
    return run;
  },
  async partnerCenter(transfers, name) {
    const run = await transfers.begin(name, { ...(await ownCustomer(transfers.rig)), offerId: PLAN });
    await transfers.played(run);
    return run;
  },
  async sentBack(transfers, name) {
    const run = await transfers.begin(name);
    await transfers.played(run, customerSays('sendBack', 'again', 1));
    return run;
  },
  async declined(transfers, name) {
    const run = await transfers.begin(name);
    await transfers.played(run, customerSays('decline', 'not this year'));
    return run;
  },
  async waitingForSignatures(transfers, name) {
    const run = await transfers.begin(name);
    await upTo(run, 'customer', 'sign');
    await atRest(run);
    return run;
  },
  async waitingForRuling(transfers, name) {
    refuse(transfers, name, 'grantRole');
    const run = await transfers.begin(name);
    void transfers.played(run).catch(() => undefined);
    await asked(run.handle, 'operator', 'access');
    await atRest(run);
    return run;
  },
});
