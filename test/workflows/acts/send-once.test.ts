import { ApplicationFailure } from '@temporalio/common';
import { sendOnce } from '../../../workflows/acts/send-once';

const lost = () => Promise.reject(ApplicationFailure.nonRetryable('no answer', 'OutcomeUnknown'));

describe('sendOnce', () => {
  it('answers what the act answers, without a look', async () => {
    const look = jest.fn();
    await expect(sendOnce({ send: () => Promise.resolve('accepted'), look })).resolves.toBe('accepted');
    expect(look).not.toHaveBeenCalled();
  });

  it('throws a refusal: that is an answer, and nothing is looked up', async () => {
    const look = jest.fn();
    const send = () => Promise.reject(ApplicationFailure.nonRetryable('locked', 'ScopeLocked'));
    await expect(sendOnce({ send, look })).rejects.toMatchObject({ type: 'ScopeLocked' });
    expect(look).not.toHaveBeenCalled();
  });

  it.each(['OutcomeUnknown', 'AzureUnavailable'])('after %s what happened is kept and never sent again', async (type) => {
    const send = jest.fn(() => Promise.reject(ApplicationFailure.nonRetryable('?', type)));
    await expect(sendOnce({ send, look: () => Promise.resolve('happened' as const) })).resolves.toBeUndefined();
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('sends again only what is proven not to have happened', async () => {
    const send = jest
      .fn<Promise<string>, []>()
      .mockImplementationOnce(lost)
      .mockImplementationOnce(lost)
      .mockResolvedValueOnce('accepted');
    const look = jest.fn(() => Promise.resolve('didNotHappen' as const));
    await expect(sendOnce({ send, look })).resolves.toBe('accepted');
    expect(send).toHaveBeenCalledTimes(3);
    expect(look).toHaveBeenCalledTimes(2);
  });

  it('leaves to a person what a look does not tell', async () => {
    const send = jest.fn(lost);
    await expect(sendOnce({ send, look: () => Promise.resolve('unclear' as const) })).rejects.toMatchObject({
      type: 'OutcomeUnknown',
    });
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('throws what the look throws', async () => {
    const look = () => Promise.reject(ApplicationFailure.nonRetryable('may not look', 'AccessDenied'));
    await expect(sendOnce({ send: lost, look })).rejects.toMatchObject({ type: 'AccessDenied' });
  });
});
