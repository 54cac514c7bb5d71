import { DESTINATION, findingFor, idOf, linesOf, plan, resource } from '../inventory-builder';
import { ACCOUNT } from './network-builder';

describe('App Service', () => {
  const site = (group: string, name: string, properties = {}) => resource(group, `Microsoft.Web/sites/${name}`, properties);
  const serverFarm = (group: string) => resource(group, 'Microsoft.Web/serverfarms/farm');

  test('goes as a set, and stays at the destination where it arrived', () => {
    const farm = serverFarm('farms');
    const made = plan([farm, site('farms', 'one'), site('apps', 'two', { serverFarmId: farm.id })]);
    expect(linesOf(made)).toEqual(['consolidate apps > farms: two', 'move farms > farms: two, farm, one']);
    expect(findingFor(made, idOf('apps', 'Microsoft.Web/sites/two'))).toMatchObject({
      rule: 'redistribute.staysInHome',
      doneBy: 'handover',
    });
    expect(findingFor(made, idOf('farms', 'Microsoft.Web/sites/one'))).toMatchObject({
      rule: 'appService.set',
      doneBy: 'handover',
    });
  });

  test('leaves from the group in which it was created', () => {
    const made = plan([site('now', 'app', { webSpace: 'then-WestEuropewebspace' }), resource('then', ACCOUNT)]);
    expect(linesOf(made)).toEqual(['consolidate now > then: app', 'move then > then: app, acct1']);
  });

  test('stays when that group takes no part', () => {
    const made = plan([site('now', 'app', { webSpace: 'gone-WestEuropewebspace' })]);
    expect(made.refusals).toMatchObject([{ rule: 'appService.originalGroup' }]);
  });

  test('stays when it was created in several groups and hangs together', () => {
    const a = site('a', 'one', { webSpace: 'a-WestEuropewebspace' });
    const b = site('b', 'two', { webSpace: 'b-WestEuropewebspace', links: [a.id] });
    expect(plan([a, b]).refusals).toMatchObject([
      { rule: 'appService.severalOriginalGroups' },
      { rule: 'appService.severalOriginalGroups' },
    ]);
  });

  test('stays when the destination group has App Service already', () => {
    const there = { ...site('apps', 'other'), id: idOf('apps', 'Microsoft.Web/sites/other', DESTINATION) };
    const made = plan([site('apps', 'app'), resource('apps', ACCOUNT)], {}, { destination: { resources: [there] } });
    expect(made.refusals).toMatchObject([{ rule: 'appService.destinationNotEmpty' }]);
    expect(linesOf(made)).toEqual(['move apps > apps: acct1']);
  });

  test('a certificate, which does not move between groups, makes its group the home', () => {
    const certificate = resource('certs', 'Microsoft.Web/certificates/c', { links: [idOf('apps', 'Microsoft.Web/sites/app')] });
    const made = plan([certificate, site('apps', 'app'), resource('apps', 'Microsoft.Web/serverfarms/farm')]);
    expect(linesOf(made)).toEqual(['consolidate apps > certs: farm, app', 'move certs > certs: farm, app, c']);
  });
});
