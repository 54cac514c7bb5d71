interface KnownError {
  /** Tested on `CODE: message`. */
  match: RegExp;
  /** What it means, a sentence. */
  means: string;
  /** The way out, a sentence. */
  fix: string;
  /** Microsoft's own advice is to try it again. */
  again?: true;
}

/**
 * What validate, prepare and commit are known to say, from Microsoft's pages on errors and limits of the migration to Resource Manager
 * (virtual-machines/migration-classic-resource-manager-errors, -faq, -deep-dive). The first that matches counts.
 */
export const KNOWN_ERRORS: readonly KnownError[] = [
  {
    match: /Template \S+ deployment failed/i,
    means: 'The deployment of what prepare builds failed on the way.',
    fix: 'Try again; if it keeps failing, give Microsoft the correlation id.',
    again: true,
  },
  {
    match: /(non-gateway PaaS deployments|Virtual Network .* PaaS)/i,
    means: 'The virtual network has web or worker roles, which have no place in Resource Manager machines.',
    fix: 'Delete the web and worker roles, or move them to another network, and deploy them anew in App Service or Cloud Services.',
  },
  {
    match: /PaaS deployment|Web\/Worker/i,
    means: 'The cloud service has web or worker roles, which cannot be upgraded.',
    fix: 'Deploy them anew in App Service or Cloud Services (extended support), then delete the classic ones.',
  },
  {
    match: /contains Extension \S*(VMSnapshot)/i,
    means: 'Azure Backup protects the machine (extension VMSnapshot).',
    fix: 'Stop its protection and remove the extension; protect the machine anew after the upgrade.',
  },
  {
    match: /Extension .* not supported in Azure Resource Manager/i,
    means: 'An extension of the machine reports in XML (BGInfo) and is left out on the way.',
    fix: 'Remove it before, or install a newer one afterwards.',
  },
  {
    match: /Extension .* Status is not being reported/i,
    means: 'An extension of the machine does not report.',
    fix: 'Let the machine reach the Internet so that it reports, or remove the extension.',
  },
  {
    match: /Handler Status: NotReady/i,
    means: 'An extension of the machine is not ready.',
    fix: 'Repair or remove the extension.',
  },
  {
    match: /agent status as Not Ready|VM Agent/i,
    means: 'The guest agent of the machine is not ready, and its extensions cannot be taken along.',
    fix: 'Repair or reinstall the guest agent, or remove the extensions.',
  },
  {
    match: /multiple Availability Sets/i,
    means: 'The cloud service has more than one availability set.',
    fix: 'Put all its machines into one, or into none.',
  },
  {
    match: /not part of the Availability Set/i,
    means: 'Some machines of the cloud service are in an availability set and some are not.',
    fix: 'Put all its machines into the set, or into none.',
  },
  {
    match: /RoleStateUnknown/i,
    means: 'A machine is in an unknown state, so that nothing can be said of it.',
    fix: 'Start or stop the machine until it is Running, Stopped or Stopped (deallocated).',
  },
  {
    match: /physical blob size|logical size/i,
    means: 'A data disk has another size than the blob it lies in.',
    fix: 'Nothing has to be done: the disk is taken over without a size; set one afterwards.',
  },
  {
    match: /process of being migrated|migration is in progress/i,
    means: 'Another upgrade holds it, or something that goes with it.',
    fix: 'Commit or abort that one first.',
  },
  {
    match: /ExpressRoute gateway and a VPN gateway|ExpressRoute.*VPN/i,
    means: 'The virtual network has an ExpressRoute gateway and a VPN gateway beside each other.',
    fix: 'Delete one of the gateways before the upgrade and make it anew afterwards.',
  },
  {
    match: /QuotaExceeded|quota/i,
    means: 'The quota of the subscription in Resource Manager has no room for the machines.',
    fix: 'Ask Microsoft for a larger quota of virtual machines in the region, or exclude machines.',
  },
  {
    match: /MissingSubscriptionRegistration|not registered to use namespace/i,
    means: 'A provider that the upgrade needs is not registered in the subscription.',
    fix: 'Register the provider and start again.',
  },
  {
    match: /is in the virtual network .* Migrate the virtual network instead/i,
    means: 'The cloud service is in a virtual network and goes with that alone.',
    fix: 'Upgrade the virtual network.',
  },
  {
    match: /The virtual network .* does not exist/i,
    means: 'The virtual network that the deployment names does not exist.',
    fix: 'Delete the deployment and make it anew, keeping the disks.',
  },
  {
    match: /used by .* Migrate the virtual machines that have disks in it first/i,
    means: 'Machines that are still classic have disks in the storage account.',
    fix: 'Upgrade or delete those machines first.',
  },
  {
    match: /because it is used by/i,
    means: 'Something that is still classic uses it.',
    fix: 'Upgrade what uses it first.',
  },
];

/** What Azure said, with what it means and the way out where that is known. One line. */
export function explained(code: string | undefined, message: string, machine?: string): { text: string; again: boolean } {
  const said = message.replace(/\s+/g, ' ').trim();
  const known = KNOWN_ERRORS.find(({ match }) => match.test(`${code ?? ''}: ${said}`));
  const who = machine ? `${machine}: ` : '';
  if (!known) return { text: `${who}${code ? `${code}: ` : ''}${said}`.slice(0, 600), again: false };
  return { text: `${who}${known.means} ${known.fix} Azure says: ${said}`.slice(0, 900), again: known.again ?? false };
}
