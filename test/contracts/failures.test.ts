import { FAILURES, type FailureKind, type FailureType, whoHasToAct } from '../../contracts/run/failures';

const ALL = Object.entries(FAILURES) as [FailureType, FailureKind][];
const rowsOf = (wanted: (kind: FailureKind) => boolean) => ALL.filter(([, kind]) => wanted(kind)).map(([type]) => type);

describe('the table of failures', () => {
  it.each(ALL)('%s: response and actor agree', (_type, { response, actor }) => {
    if (response === 'wait') expect(actor).toBe('nobody');
    if (response === 'ask' || response === 'stop') expect(actor).not.toBe('nobody');
  });

  it('Temporal tries again what passes by itself and an outage, and nothing else', () => {
    expect(rowsOf(({ retryable }) => retryable)).toEqual([
      'TransferNotYet',
      'Throttled',
      'AzureUnavailable',
      'NotReplicated',
      'StillRunning',
      'FabricUpgrade',
      'OperationInProgress',
    ]);
  });

  it('an answer that did not come is looked for', () => {
    expect(rowsOf(({ response }) => response === 'look')).toEqual(['AzureUnavailable', 'OutcomeUnknown']);
  });

  it.each(ALL)('%s: a sentence says who has to act', (type, { actor, meaning }) => {
    const said = {
      customer: `The customer has to act: ${meaning}.`,
      sourcePartner: `The source partner has to act: ${meaning}.`,
      destinationPartner: `The destination partner has to act: ${meaning}.`,
      microsoft: `Microsoft has to act: ${meaning}.`,
      operator: `The operator has to act: ${meaning}.`,
      nobody: 'It passes by itself; nobody has to act.',
      developer: 'Handover does not know this answer; report it, and look in Azure.',
    };
    expect(whoHasToAct(type)).toBe(said[actor]);
  });
});
