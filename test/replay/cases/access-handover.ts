import { CUSTOMER_ADMIN, TENANT } from '../../support/worlds';
import { ended } from '../../processes/support/endings';
import { openRuns } from '../../processes/support/runs';
import { GROUP, NEW_ADMIN, team } from '../../processes/support/team-world';
import { cases, refuse } from './cases';

const input = () => ({
  scope: GROUP,
  customer: { tenantId: TENANT, name: 'Fabrikam' },
  grant: { principalId: NEW_ADMIN, principalType: 'User', role: 'Owner' },
  revoke: { principalId: CUSTOMER_ADMIN, role: 'Owner' },
});

export const accessHandover = cases(
  'accessHandover',
  async (change) => {
    const runs = await openRuns('accessHandover', input, change);
    await runs.rig.azure.post('seed', {
      principals: [{ objectId: NEW_ADMIN, tenantId: TENANT, type: 'User', displayName: 'Nova' }],
    });
    return runs;
  },
  {
    async happy(runs, name) {
      const run = await runs.begin(name, team());
      await ended(runs, run);
      return run;
    },
    async undone(runs, name) {
      refuse(runs, name, 'awaitNoRole');
      const run = await runs.begin(name, team());
      await ended(runs, run);
      return run;
    },
  },
);
