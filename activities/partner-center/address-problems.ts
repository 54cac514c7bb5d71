import type { NewCustomer } from '../../contracts/people/organisation';
import type { AddressVerdict, CountryRules, PostalAddress } from '../ports/customers-and-orders';

/** `VerifiedShippable` can be delivered to, `Verified` cannot; `NotValidated`: Microsoft has not looked, which is no objection. */
const GOOD = ['VerifiedShippable', 'Verified', 'NotValidated'];

/** What of the customer breaks the rules of its country, each with its path in the input. */
export function countryProblems({ address, culture, language }: NewCustomer, rules: CountryRules): string[] {
  const { country, postalCode, state } = address;
  const at = 'customer.new.address';
  const problems: string[] = [];
  if (rules.isStateRequired && state === undefined)
    problems.push(`${at}.state: is wanted in ${country}: ${rules.states.join(', ')}`);
  if (state !== undefined && rules.states.length > 0 && !has(rules.states, state))
    problems.push(`${at}.state: ${state} is none of ${country}'s: ${rules.states.join(', ')}`);
  if (rules.postalCode !== undefined && !new RegExp(rules.postalCode, 'i').test(postalCode))
    problems.push(`${at}.postalCode: ${postalCode} is no postal code of ${country} (${rules.postalCode})`);
  if (rules.cultures.length > 0 && !has(rules.cultures, culture))
    problems.push(`customer.new.culture: ${culture} is not offered in ${country}; choose ${rules.cultures.join(' or ')}`);
  if (rules.languages.length > 0 && !has(rules.languages, language))
    problems.push(`customer.new.language: ${language} is not offered in ${country}; choose ${rules.languages.join(' or ')}`);
  return problems;
}

/** Microsoft's objection to the address, with what it suggests instead. */
export function addressProblem({ status, suggestions, message }: AddressVerdict): string[] {
  if (GOOD.includes(status)) return [];
  const instead =
    suggestions.length > 0
      ? `take one of Microsoft's suggestions: ${suggestions.map((one, at) => `${at + 1}) ${inOneLine(one)}`).join(' ')}`
      : 'Microsoft suggests nothing; correct it';
  return [`customer.new.address: is not good as it is (${status}${message === undefined ? '' : `: ${message}`}); ${instead}`];
}

function inOneLine({ addressLine1, addressLine2, city, state, postalCode, country }: PostalAddress): string {
  return [addressLine1, addressLine2, `${city}${state === undefined ? '' : ` ${state}`} ${postalCode}`, country]
    .filter(Boolean)
    .join(', ');
}

function has(all: readonly string[], one: string): boolean {
  return all.some((known) => known.toLowerCase() === one.toLowerCase());
}
