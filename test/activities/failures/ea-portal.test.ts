import { EA_PORTAL_CODES } from '../../../activities/azure/ea-portal/codes';
import { azureFailure } from '../../../activities/failures/azure';

const answered = (code: string, codes?: typeof EA_PORTAL_CODES) =>
  azureFailure({ statusCode: 409, message: 'HTTP 409', body: { error: { code, message: 'no' } } }, 'transfer', codes).type;

describe('codes that only the EA portal has', () => {
  it.each(Object.entries(EA_PORTAL_CODES))('%s is %s there, and unknown to the rest of Azure', (code, type) => {
    expect(answered(code, EA_PORTAL_CODES)).toBe(type);
    expect(answered(code)).toBe('UnknownAzureError');
  });

  it('the portal has the codes of Resource Manager too', () => {
    expect(answered('AuthorizationFailed', EA_PORTAL_CODES)).toBe('AccessDenied');
  });
});
