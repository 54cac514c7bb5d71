import { activityInfo } from '@temporalio/activity';
import type { Dependencies } from '../ports/dependencies';
import { assertSigned, type Signed } from '../common/assert-signed';
import { deterministicGuid } from '../common/deterministic-guid';
import { failure, isFailure, responseTo } from '../failures/failure';
import type { NewTransfer, PartnerTransfer } from '../ports/partner-center';

export interface TransferRef {
  customerTenantId: string;
  id: string;
}

/** States in which nobody has to do anything more, and those in which nothing has begun. */
const ENDED = ['Complete', 'PartiallyComplete', 'Expired', 'Cancelled', 'Rejected', 'Failed'];
const OPEN = ['Pending', 'Active', 'InProgress'];

/** Partner Center transfers of Azure plan subscriptions (generation 2: the target opens, the source accepts). */
export function createTransferActivities({ partner, settings }: Dependencies) {
  const openOne = async (wanted: NewTransfer): Promise<PartnerTransfer | undefined> =>
    (await partner().center.transfers(wanted.customerTenantId)).find(
      (one) =>
        OPEN.includes(one.status) &&
        one.sourcePartnerTenantId === wanted.sourcePartnerTenantId &&
        one.targetPartnerTenantId === wanted.targetPartnerTenantId,
    );
  const look = ({ customerTenantId, id }: TransferRef) => partner().center.transfer(customerTenantId, id);

  return {
    /** The transfer that is open between these three already, whoever opened it. */
    async findTransfer(wanted: NewTransfer): Promise<{ id?: string }> {
      const found = await openOne(wanted);
      return found ? { id: found.id } : {};
    },

    /**
     * Opens a transfer as the target partner, or joins the one that is open between the same three (900101): `joined` says that it is
     * somebody else's. `runKey` makes a repetition of the same act the same request, whose first answer Partner Center gives again.
     */
    async openTransfer({
      transfer,
      runKey,
    }: {
      transfer: NewTransfer;
      runKey: string;
    }): Promise<{ id: string; status: string; expirationTime?: string; joined: boolean }> {
      const { attempt } = activityInfo();
      // An answer is kept with its request id: the first one's, which may be a refusal that has passed; the one before's, which may have been
      // lost on its way; then a new one's.
      const keys = [...new Set([1, attempt - 1, attempt].filter((nth) => nth > 0))];
      try {
        for (const nth of keys) {
          try {
            return opened(await createTransfer(deterministicGuid(runKey, 'openTransfer', String(nth))), false);
          } catch (error) {
            const isPutOff = isFailure(error) && responseTo(error) === 'wait';
            if (!isPutOff || nth === keys.at(-1)) throw error;
          }
        }
        throw failure('AzureUnavailable', 'no request was sent');
      } catch (error) {
        if (!isFailure(error, 'TransferExists')) throw error;
        const other = await openOne(transfer);
        // The list may lag behind the refusal.
        if (!other) throw failure('NotReplicated', 'Partner Center says that a transfer is open, and does not list it yet');
        return opened(other, true);
      }

      function opened({ id, status, expirationTime }: PartnerTransfer, joined: boolean) {
        return { id, status, joined, ...(expirationTime ? { expirationTime } : {}) };
      }

      function createTransfer(requestId: string): Promise<PartnerTransfer> {
        return partner().center.createTransfer(transfer, requestId);
      }
    },

    /** Accepts as the source partner. Sent once: the point of no return. `subscriptionIds` are Partner Center's. `runKey`: another one after each refusal. */
    async acceptTransfer({
      customerTenantId,
      id,
      subscriptionIds,
      runKey,
      signed,
    }: TransferRef & { subscriptionIds: string[]; runKey: string; signed: Signed }): Promise<{ status: string }> {
      assertSigned(settings, signed, ['sourcePartner']);
      if (!JSON.stringify(signed.document).includes(id))
        throw failure('DecisionRefused', `what was approved is not the transfer ${id}`);
      const requestId = deterministicGuid(runKey, 'acceptTransfer', id);
      const { status } = await partner().center.acceptTransfer(customerTenantId, id, subscriptionIds, requestId);
      return { status };
    },

    /** What the transfer is now, as this partner sees it. */
    async lookAtTransfer(ref: TransferRef): Promise<PartnerTransfer> {
      return look(ref);
    },

    /** Answers once the source partner has accepted, here or in Partner Center itself. Throws `TransferRefused` when it ended otherwise. */
    async awaitAccepted({ everyMs, ...ref }: TransferRef & { everyMs: number }): Promise<void> {
      const { status } = await look(ref);
      if (['InProgress', 'Complete', 'PartiallyComplete'].includes(status)) return;
      if (ENDED.includes(status)) throw failure('TransferRefused', `the transfer is ${status}: nothing was accepted`);
      throw failure('StillRunning', `the transfer is ${status}`, { retryAfterMs: everyMs });
    },

    /** Answers once the transfer has ended, well or not; until then `StillRunning`, tried again. */
    async awaitTransfer({ everyMs, ...ref }: TransferRef & { everyMs: number }): Promise<PartnerTransfer> {
      const transfer = await look(ref);
      if (ENDED.includes(transfer.status)) return transfer;
      throw failure('StillRunning', `the transfer is ${transfer.status}`, { retryAfterMs: everyMs });
    },

    /** Cancels as the target partner, while it is Pending. Answers false when it had ended by itself. Throws `Conflict` when it is too late. */
    async cancelTransfer({
      customerName,
      runKey,
      ...ref
    }: TransferRef & { customerName: string; runKey: string }): Promise<{ cancelled: boolean }> {
      const transfer = await look(ref);
      // Only its own target can cancel a transfer: this is an earlier attempt's.
      if (transfer.status === 'Cancelled') return { cancelled: true };
      if (['Expired', 'Rejected', 'Failed'].includes(transfer.status)) return { cancelled: false };
      if (!['Pending', 'Active'].includes(transfer.status)) {
        throw failure(
          'Conflict',
          `the transfer is ${transfer.status}: it can no longer be cancelled, only another transfer brings it back`,
        );
      }
      await partner().center.cancelTransfer(transfer, customerName, deterministicGuid(runKey, 'cancelTransfer', ref.id));
      const after = await look(ref);
      if (after.status === 'Cancelled') return { cancelled: true };
      throw failure('NotReplicated', `the transfer was cancelled and still says ${after.status}`);
    },
  };
}
