import type { Batch } from '../../../contracts/azure/plan';
import type { FilledColumn } from '../../reports/document';

/** Columns of a plan's batches, wherever they are listed. */
export const BATCH_COLUMNS: FilledColumn<Batch>[] = [
  { title: 'Batch', width: 8, cell: ({ id }) => id },
  { title: 'Stage', width: 14, cell: ({ stage }) => stage },
  { title: 'From group', width: 30, cell: ({ from }) => from.resourceGroup },
  { title: 'To group', width: 30, cell: ({ to }) => to.resourceGroup },
  { title: 'Resources', width: 11, kind: 'number', cell: ({ resources }) => resources.length },
  { title: 'After', width: 16, cell: ({ after }) => after.join(', ') },
  { title: 'Expected seconds', width: 17, kind: 'number', cell: ({ expectedSeconds }) => expectedSeconds },
];
