import { Listr, type ListrDefaultRendererLogLevels, ListrLogger, ProcessOutput } from 'listr2';
import type { ProgressView, StepView } from '../../../contracts/run/progress';
import { partyName } from '../../words/terminal';

/** The steps of a run as a live list on the terminal. */
interface ProgressTasks {
  /** Takes every view in order; `note` says why it is not the run's own word. */
  show: (view: ProgressView, note?: string) => void;
  /** A line that stays under the step that is under way. */
  note: (line: string) => void;
  /** Leaves the list as it stands and gives the terminal back. */
  end: () => Promise<void>;
}

/** Draws the steps of `first` on standard error: standard output is for data. */
export function progressTasks(first: ProgressView): ProgressTasks {
  let view = first;
  let caution: string | undefined;
  const notes = new Map<string, string[]>();
  let ended = false;
  let tell = (): void => undefined;
  let change = nextChange();
  function nextChange(): Promise<void> {
    return new Promise((resolve) => (tell = resolve));
  }

  const list = new Listr(
    first.steps.map(({ name }) => ({
      title: name,
      rendererOptions: { persistentOutput: true, outputBar: Infinity },
      task: async (_, task) => {
        for (;;) {
          const step = view.steps.find((one) => one.name === name);
          if (step === undefined || step.state === 'skipped' || (ended && !hasSettled(step))) {
            task.skip(title(name, step));
            return;
          }
          task.title = title(name, step);
          if (step.state === 'failed') throw new Error(title(name, step));
          if (hasSettled(step)) return;
          task.output = [caution, asked(view, name), ...(notes.get(name) ?? [])].filter((line) => line !== undefined).join('\n');
          await change;
        }
      },
    })),
    {
      exitOnError: false,
      rendererOptions: {
        logger: new ListrLogger<ListrDefaultRendererLogLevels>({
          processOutput: new ProcessOutput(process.stderr, process.stderr),
        }),
        collapseSkips: true,
      },
    },
  );
  const drawn = list.run().catch(() => undefined);
  const next = () => {
    const told = tell;
    change = nextChange();
    told();
  };
  return {
    show(newer, note) {
      view = newer;
      caution = note;
      next();
    },
    note(line) {
      notes.set(view.step, [...(notes.get(view.step) ?? []), line]);
      next();
    },
    async end() {
      ended = true;
      next();
      await drawn;
    },
  };
}

function hasSettled({ state }: StepView): boolean {
  return state === 'done' || state === 'failed' || state === 'undone';
}

function title(name: string, step: StepView | undefined): string {
  return step?.detail === undefined || step.detail === '' ? name : `${name}: ${step.detail}`;
}

function asked(view: ProgressView, step: string): string | undefined {
  const waiting = view.waitingFor.filter((one) => one.step === step);
  return waiting.length === 0
    ? undefined
    : waiting.map(({ party, what }) => `waiting for the ${partyName(party)}: ${what}`).join('\n');
}
