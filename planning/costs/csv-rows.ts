import { CsvError, parse } from 'csv-parse/sync';
import { ExportError } from '../inventory/exports';

/**
 * The rows of a CSV text, each with the line that it ends in, counted from 1. Rows of any length; empty ones are left out.
 * @param options `lenient`: rows that are broken are left out, too
 * @throws ExportError naming the line of what is broken
 */
export function csvRows(
  text: string,
  options: { delimiter: string; from_line?: number; lenient?: boolean },
): { line: number; cells: string[] }[] {
  const { lenient = false, from_line = 1, delimiter } = options;
  try {
    const rows = parse(text, {
      delimiter,
      from_line,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      skip_records_with_error: lenient,
    }) as unknown as { info: { lines: number }; record: string[] }[];
    return rows.map(({ info, record }) => ({ line: info.lines, cells: record }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? `line ${error.lines}` : '';
    throw new ExportError([{ path: line, message: `the file is broken there (${error.message}): export it again` }]);
  }
}
