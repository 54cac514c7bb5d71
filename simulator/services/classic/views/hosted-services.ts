import { keyOf } from '../../../kernel/ids';
import type { ClassicSubscription, Deployment, HostedService } from '../model';
import { findUnit } from '../units';
import { base64, maybe, node, root, text } from '../xml';
import { extendedProperties, time, url } from './common';
import { roleElement, roleInstance } from './roles';

function configuration(deployment: Deployment): string {
  const roles = deployment.roles.map((role) => `  <Role name="${role.name}">\r\n    <Instances count="1" />\r\n  </Role>`);
  return base64(
    `<ServiceConfiguration xmlns="http://schemas.microsoft.com/ServiceHosting/2008/10/ServiceConfiguration">\r\n${roles.join('\r\n')}\r\n</ServiceConfiguration>`,
  );
}

function deploymentContent(side: ClassicSubscription, service: HostedService, deployment: Deployment): string {
  const isOff = deployment.roles.every((role) => role.state === 'StoppedDeallocated');
  const network = findUnit(side, 'virtualnetwork', deployment.virtualNetwork);
  const reserved = deployment.reservedIp;
  const virtualIp =
    deployment.virtualIp === undefined || isOff
      ? ''
      : node(
          'VirtualIP',
          text('Address', deployment.virtualIp),
          text('IsDnsProgrammed', true),
          text('Name', reserved ?? `${service.name}ContractContract`),
          ...(reserved === undefined ? [] : [text('IsReserved', true), text('ReservedIPName', reserved)]),
        );
  return [
    text('Name', deployment.name),
    text('DeploymentSlot', deployment.slot),
    text('PrivateID', deployment.id),
    text('Status', isOff ? 'Suspended' : 'Running'),
    text('Label', base64(deployment.name)),
    text('Url', `http://${keyOf(service.name)}.cloudapp.net/`),
    text('Configuration', configuration(deployment)),
    node('RoleInstanceList', ...deployment.roles.map((role) => roleInstance(deployment, role))),
    text('UpgradeDomainCount', 1),
    node('RoleList', ...deployment.roles.map((role) => roleElement(side, service, role))),
    text('SdkVersion', ''),
    text('Locked', false),
    text('RollbackAllowed', false),
    maybe('VirtualNetworkName', deployment.virtualNetwork),
    text('CreatedTime', time(deployment.createdAt)),
    text('LastModifiedTime', time(deployment.createdAt)),
    node('ExtendedProperties'),
    node('VirtualIPs', virtualIp),
    maybe('ReservedIPName', reserved),
    text('InternalDnsSuffix', `${service.name}.d8.internal.cloudapp.net`),
    node('LoadBalancers'),
    maybe('VirtualNetworkId', network?.id),
  ].join('');
}

function serviceContent(side: ClassicSubscription, service: HostedService, withDetail: boolean): string {
  const thumbprint = maybe('DefaultWinRmCertificateThumbprint', service.certificates[0]?.thumbprint);
  return [
    url(side.subscriptionId, `services/hostedservices/${service.name}`),
    text('ServiceName', service.name),
    node(
      'HostedServiceProperties',
      text('Description', service.name),
      text('Location', service.location),
      text('Label', base64(service.name)),
      text('Status', 'Created'),
      text('DateCreated', time(service.createdAt)),
      text('DateLastModified', time(service.createdAt)),
      extendedProperties('hostedservices', service),
    ),
    ...(withDetail
      ? [node('Deployments', ...service.deployments.map((one) => node('Deployment', deploymentContent(side, service, one))))]
      : []),
    thumbprint,
  ].join('');
}

export function hostedServices(side: ClassicSubscription): string {
  return root(
    'HostedServices',
    ...side.units.hostedservices.map((service) => node('HostedService', serviceContent(side, service, false))),
  );
}

export function hostedService(side: ClassicSubscription, service: HostedService, withDetail: boolean): string {
  return root('HostedService', serviceContent(side, service, withDetail));
}

export function deploymentView(side: ClassicSubscription, service: HostedService, deployment: Deployment): string {
  return root('Deployment', deploymentContent(side, service, deployment));
}

/** The certificates' public parts are not kept: thumbprints only. */
export function certificates(side: ClassicSubscription, service: HostedService): string {
  return root(
    'Certificates',
    ...service.certificates.map(({ thumbprint, algorithm }) =>
      node(
        'Certificate',
        text(
          'CertificateUrl',
          `https://management.core.windows.net/${side.subscriptionId}/services/hostedservices/${service.name}/certificates/${algorithm}-${thumbprint}`,
        ),
        text('Thumbprint', thumbprint),
        text('ThumbprintAlgorithm', algorithm),
        text('Data', ''),
      ),
    ),
  );
}
