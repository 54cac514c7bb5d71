import { type AccessHandoverReport, roleName } from '../../../contracts/processes/access-handover';
import type { OwnReport } from '../../reports/run-report';

/** Who got access to a scope and who lost it. */
export function report({ scope, grant, revoke, granted, revoked, snapshot, outcome }: AccessHandoverReport): OwnReport {
  const isHeld = outcome === 'done';
  const newHolder = granted ? 'granted' : isHeld ? 'had it already' : 'not granted';
  const oldHolder = revoked > 0 ? 'revoked' : isHeld ? 'had none' : 'not revoked';
  return {
    title: 'Handover of access',
    subtitle: `Scope ${scope}`,
    facts: [
      { name: 'Role assignments granted', value: granted ? 1 : 0 },
      { name: 'Role assignments revoked', value: revoked },
      ...(snapshot ? [{ name: 'Role assignments before the run (SHA-256)', value: snapshot.sha256 }] : []),
    ],
    tables: [
      {
        title: 'Access',
        columns: [
          { title: 'Outcome', width: 16, kind: 'outcome' },
          { title: 'Role', width: 28 },
          { title: 'Principal', width: 38, kind: 'id' },
          { title: 'Scope', width: 90, kind: 'id' },
        ],
        rows: [
          [newHolder, roleName(grant.role), grant.principalId, scope],
          ...(revoke ? [[oldHolder, roleName(revoke.role), revoke.principalId, scope]] : []),
        ],
      },
    ],
  };
}
