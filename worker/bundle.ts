import path from 'node:path';
import { bundleWorkflowCode, type Logger, type WorkflowBundleWithSourceMap } from '@temporalio/worker';

/** The workflows as one bundle for the sandbox, made at start from the sources. About two seconds. */
export function bundleWorkflows(
  logger: Logger,
  entry = path.join(__dirname, '../workflows/index.ts'),
): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({ workflowsPath: entry, logger });
}
