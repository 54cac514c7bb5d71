import { keyOf } from '../../../kernel/ids';
import type { ClassicSubscription, StorageAccount } from '../model';
import { migrationState } from '../units';
import { base64, maybe, node, root, text } from '../xml';
import { extendedProperties, time, url } from './common';

function content(side: ClassicSubscription, account: StorageAccount): string {
  const endpoints = ['blob', 'queue', 'table', 'file'].map((service) =>
    text('Endpoint', `https://${keyOf(account.name)}.${service}.core.windows.net/`),
  );
  return [
    url(side.subscriptionId, `services/storageservices/${account.name}`),
    text('ServiceName', account.name),
    node(
      'StorageServiceProperties',
      text('Description', account.name),
      text('Location', account.location),
      text('Label', base64(account.name)),
      text('Status', 'Created'),
      node('Endpoints', ...endpoints),
      text('GeoPrimaryRegion', account.location),
      text('StatusOfPrimary', 'Available'),
      text('GeoSecondaryRegion', ''),
      text('StatusOfSecondary', ''),
      text('CreationTime', time(account.createdAt)),
      node('CustomDomains'),
      text('AccountType', account.type),
    ),
    extendedProperties('storageservices', account),
    maybe('MigrationState', migrationState(side, { kind: 'storageservices', name: account.name })),
  ].join('');
}

export function storageServices(side: ClassicSubscription): string {
  return root('StorageServices', ...side.units.storageservices.map((one) => node('StorageService', content(side, one))));
}

export function storageService(side: ClassicSubscription, account: StorageAccount): string {
  return root('StorageService', content(side, account));
}
