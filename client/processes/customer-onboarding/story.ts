import type { CustomerOnboardingInput } from '../../../contracts/processes/customer-onboarding';
import type { Told } from '../../api/handover';

/** What the Web UI says of an onboarding from its first moment on. */
export function story({ customer, partner, destination, sandbox, rehearse }: CustomerOnboardingInput): Told {
  const name = 'new' in customer ? customer.new.companyName : customer.name;
  const who = 'new' in customer ? `new, \`${customer.new.domain}.onmicrosoft.com\`` : `tenant \`${customer.tenantId}\``;
  return {
    summary: `${rehearse ? 'Rehearse: ' : ''}${partner.name} takes ${name} on`.slice(0, 200),
    details: [
      `**Customer** ${name} (${who})`,
      `**Partner** ${partner.name} (MPN ${partner.mpnId})`,
      'subscriptionId' in destination
        ? `**Subscription** \`${destination.subscriptionId}\``
        : `**Order** ${destination.displayName} (${destination.offerId})`,
      ...(sandbox ? ['**Sandbox**: what is made can be deleted again'] : []),
      ...(rehearse ? ['**Rehearsal**: looks, changes nothing'] : []),
    ].join('\n\n'),
  };
}
