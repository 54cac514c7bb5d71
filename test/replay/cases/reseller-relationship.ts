import { asked, decide } from '../../support/rig';
import { acceptInvitation, openTransfers, ownCustomer, transferInput, type Transfers } from '../../processes/support/transfers';
import { cases } from './cases';

/** A run whose customer has its invitation. */
async function invited({ rig }: Transfers, workflowId: string) {
  const { input, tenantId } = await ownCustomer(rig, { isRelated: false });
  const { destinationPartner: partner } = transferInput('');
  const handle = await rig.start('resellerRelationship', workflowId, { ...input, partner });
  const { waitingFor } = await asked(handle, 'customer', 'accept');
  return { handle, tenantId, question: waitingFor[0] };
}

export const resellerRelationship = cases('resellerRelationship', openTransfers, {
  async accepted(transfers, name) {
    const { handle, tenantId, question } = await invited(transfers, name);
    await acceptInvitation(transfers.rig, question?.link ?? '', tenantId);
    await handle.result();
    return { handle };
  },
  async declined(transfers, name) {
    const { handle, question } = await invited(transfers, name);
    await decide(handle, { party: 'customer', choice: 'decline', digest: question?.digest ?? '' });
    await handle.result();
    return { handle };
  },
});
