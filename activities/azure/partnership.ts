import { failure } from '../lib/failure';
import type { Partnership } from '../partnerPorts';
import type { AzureEndpoints, Connection } from './connection';

/** What one organisation's worker acts with: Partner Center, Support, Graph and the partner link, by its own sign-in. */
export function createPartnership(_connection: Connection, _endpoints: AzureEndpoints, tenantId: string): Partnership {
  const notYet = () => {
    throw failure('NotYet', 'Partner Center is not reached yet');
  };
  return {
    tenantId,
    center: new Proxy({}, { get: notYet }) as Partnership['center'],
    support: notYet,
    directory: new Proxy({}, { get: notYet }) as Partnership['directory'],
    linkPartner: notYet,
  };
}
