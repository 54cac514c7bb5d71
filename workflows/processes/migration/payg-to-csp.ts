/**
 * Pay-as-you-go, Open and BizSpark subscriptions go to a CSP partner (docs/processes/payg-to-csp.md; seed l.15178). No transfer of billing exists for
 * them: their ownership goes into the customer's directory, and their resources move. The steps are those of `eaToCsp`.
 */
import { type MigrationResult, PaygToCspInput } from '../../../contracts/processes/migration';
import { parseOrFail } from '../../base/failures';
import { migrate } from './workflow';

export async function paygToCsp(raw: PaygToCspInput): Promise<MigrationResult> {
  return migrate('payg-to-csp', parseOrFail(PaygToCspInput, raw));
}
