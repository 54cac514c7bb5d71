import type { Batch } from '../../../contracts/azure/plan';
import type { Cell, Column } from '../../reports/document';

/** Columns of a plan's batches, wherever they are listed. */
export const BATCH_COLUMNS: Column[] = [
  { title: 'Batch', width: 8 },
  { title: 'Stage', width: 14 },
  { title: 'From group', width: 30 },
  { title: 'To group', width: 30 },
  { title: 'Resources', width: 11, kind: 'number' },
  { title: 'After', width: 16 },
  { title: 'Expected seconds', width: 17, kind: 'number' },
];

export function batchCells({ id, stage, from, to, resources, after, expectedSeconds }: Batch): Cell[] {
  return [id, stage, from.resourceGroup, to.resourceGroup, resources.length, after.join(', '), expectedSeconds];
}
