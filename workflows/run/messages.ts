import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import {
  type ContactChange,
  type Decision,
  type Hold,
  MESSAGES,
  type Ruling,
  type SignalledDecision,
  type Wake,
} from '../../contracts/run/messages';
import type { ProgressView } from '../../contracts/run/progress';

export const progressQuery = defineQuery<ProgressView>(MESSAGES.progress);
export const decideUpdate = defineUpdate<ProgressView, [Decision]>(MESSAGES.decide);
export const approveSignal = defineSignal<[SignalledDecision]>(MESSAGES.approve);
export const declineSignal = defineSignal<[SignalledDecision]>(MESSAGES.decline);
export const sendBackSignal = defineSignal<[SignalledDecision]>(MESSAGES.sendBack);
export const ruleUpdate = defineUpdate<ProgressView, [Ruling]>(MESSAGES.rule);
export const contactUpdate = defineUpdate<ProgressView, [ContactChange]>(MESSAGES.contact);
export const wakeSignal = defineSignal<[Wake]>(MESSAGES.wake);
export const pauseUpdate = defineUpdate<ProgressView, [Hold]>(MESSAGES.pause);
export const resumeUpdate = defineUpdate<ProgressView, [Hold]>(MESSAGES.resume);
