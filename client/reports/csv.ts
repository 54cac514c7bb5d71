import { stringify } from 'csv-stringify/sync';
import { cellText, type ReportDocument } from './document';

/**
 * The document's first table as CSV, UTF-8 with a byte-order mark (Excel takes it for the local code page without).
 * Cells that a spreadsheet would run as a formula are escaped: names and comments come from outside.
 */
export function csv(document: ReportDocument): string {
  const table = document.tables[0];
  if (table === undefined) throw new Error('a report has at least one table');
  const rows = table.rows.map((row) => row.map((cell, at) => cellText(cell, table.columns[at]?.decimals)));
  return stringify([table.columns.map((column) => column.title), ...rows], {
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  });
}
