import type { Azure } from '../../../kernel/azure';
import { carryOver } from '../customers/carry-over';
import { partnerCenterState, type Transfer } from '../model';
import { tellBoth } from './transfer-events';

function finish(azure: Azure, transfer: Transfer): void {
  const { willFail } = transfer;
  if (willFail) {
    for (const line of transfer.lines) Object.assign(line, { status: 'Failed', error: willFail });
    Object.assign(transfer, { status: 'Failed', modifiedAt: azure.clock.now() });
  } else carryOver(azure, transfer);
  tellBoth(azure, transfer, transfer.status === 'Failed' ? 'fail-transfer' : 'complete-transfer');
}

function expire(azure: Azure, transfer: Transfer): void {
  Object.assign(transfer, { status: 'Expired', modifiedAt: transfer.expiresAt });
  tellBoth(azure, transfer, 'expire-transfer');
}

/** The moment at which time alone changes a transfer, in virtual milliseconds. */
function dueAt(transfer: Transfer): number | undefined {
  if (transfer.status === 'Pending') return transfer.expiresAt;
  return transfer.status === 'InProgress' ? transfer.dueAt : undefined;
}

/** Carries out and expires transfers whose time has come. Answers the moments of those whose time has not. */
export function settleTransfers(azure: Azure): number[] {
  const now = azure.clock.now();
  for (const transfer of partnerCenterState.of(azure.store).transfers) {
    const due = dueAt(transfer);
    if (due === undefined || due > now) continue;
    if (transfer.status === 'Pending') expire(azure, transfer);
    else finish(azure, transfer);
  }
  return partnerCenterState.of(azure.store).transfers.flatMap((one) => dueAt(one) ?? []);
}
