import { colours as pc } from '../words/colours';
import type { ReportRow, ResourceMoveReport } from '../../contracts/processes/resource-move';
import { typeOf } from '../processes/resource-move/type-of';
import { columns } from '../cli/output';

/** What moved, what did not and why, what went along: for the end of the sample. */
export function outcomeText(report: ResourceMoveReport): string {
  const moved = report.rows.filter((row) => row.outcome === 'moved');
  const stayed = report.rows.filter((row) => row.outcome !== 'moved');
  const shortType = (row: ReportRow) => typeOf(row).replace(/^Microsoft\./i, '');
  return [
    pc.bold(`Moved: ${moved.length} of ${report.rows.length} resources`),
    columns(
      ['RESOURCE', 'TYPE', 'GROUP', 'NOW IN'],
      moved.map((row) => [row.name, shortType(row), row.resourceGroup, groupOf(row.newId)]),
    ),
    '',
    pc.bold(`Stayed: ${stayed.length}`),
    ...stayed.map(
      (row) => `${pc.yellow(row.name)} (${shortType(row)}): ${row.reason ?? row.outcome}${row.fix ? `\n  ${row.fix}` : ''}`,
    ),
    '',
    pc.bold(`Carried over: ${report.carriedOver.length}`),
    ...report.carriedOver.map(({ kind, what }) => `${kind === 'roleAssignment' ? 'role assignment' : kind}: ${what}`),
    '',
    pc.bold('On the way'),
    ...report.batches.flatMap((batch) => batch.notes.map((note) => `${batch.id}: ${note}`)),
    ...report.decisions.map((d) => `${d.name} (${d.party}) answered: ${d.choice}`),
  ].join('\n');
}

function groupOf(id: string | undefined): string {
  return /\/resourceGroups\/([^/]+)/i.exec(id ?? '')?.[1] ?? '';
}
