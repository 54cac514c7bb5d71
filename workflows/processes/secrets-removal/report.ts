import { log } from '@temporalio/workflow';
import type { ArtifactRef } from '../../../contracts/run/artifact';
import type {
  SecretsRemovalInput,
  SecretsRemovalReport,
  SecretsRemovalResult,
} from '../../../contracts/processes/secrets-removal';
import type { Actor } from '../../acts/actors';
import { asEnd, kindOf } from '../../base/failures';
import type { Run } from '../../run/begin';
import { commonReport } from '../../run/report';

/** How a removal of secrets ends: whatever the ending, the report says what the machines have. */
export class SecretsEnding {
  localStack = false;
  found = 0;
  changed = 0;
  machines: ArtifactRef | undefined;
  kept: ArtifactRef | undefined;
  /** By slice: of its last try. */
  readonly refusals = new Map<number, { refused: number; file: ArtifactRef }>();

  constructor(
    private readonly input: SecretsRemovalInput,
    private readonly run: Run,
    private readonly operator: Actor,
  ) {}

  get refused(): number {
    return [...this.refusals.values()].reduce((sum, { refused }) => sum + refused, 0);
  }

  /** Writes the report; the run may still be taken back. */
  async result(status: SecretsRemovalResult['status']): Promise<SecretsRemovalResult> {
    const report = await this.report(status);
    const { found, changed, refused, kept, localStack } = this;
    return { status, found, changed, refused, ...(kept ? { kept } : {}), ...(report ? { report } : {}), localStack };
  }

  well(result: SecretsRemovalResult): SecretsRemovalResult {
    this.run.progress.end('done', result);
    return result;
  }

  /** Failed or cancelled: what could be undone has been undone by now. Throws the error again. */
  async badly(error: unknown): Promise<never> {
    const { progress } = this.run;
    if (kindOf(error) !== 'Cancelled') progress.fail(error);
    const status = progress.endingAfter(error);
    try {
      await this.report(status);
    } catch (reportError) {
      log.error('the report could not be written', { error: String(reportError) });
    }
    progress.end(status);
    throw asEnd(error);
  }

  private async report(outcome: SecretsRemovalReport['outcome']): Promise<ArtifactRef | undefined> {
    const { input, machines, kept } = this;
    const { progress } = this.run;
    if (!machines) return undefined;
    const { report } = await this.operator.writeSecretsReport('Write the report from what the machines have', {
      tenantId: input.customer.tenantId,
      machines,
      refusals: [...this.refusals.values()].map(({ file }) => file),
      report: {
        ...commonReport(this.run, { process: 'secrets-removal', outcome, customer: input.customer }),
        subscriptionId: input.subscriptionId,
        ...(kept ? { kept } : {}),
      },
    });
    progress.artifacts.report = report;
    return report;
  }
}
