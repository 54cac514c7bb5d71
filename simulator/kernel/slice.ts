import type { Store } from './state/store';

/** The part of the state that one service keeps. */
export interface Slice<State> {
  /** Its key in a snapshot. */
  readonly name: string;
  /** The state as it is now; whoever changes it changes what is there. */
  of(store: Store): State;
}

/**
 * Declares what a service keeps. Plain data only: all of it goes into a snapshot and comes back from one without the service's doing.
 *
 * @param empty what a new Azure has; a snapshot that lacks a member gets it from here
 */
export function slice<State extends object>(name: string, empty: () => State): Slice<State> {
  const states = new WeakMap<Store, State>();
  return {
    name,
    of(store) {
      const known = states.get(store);
      if (known) return known;
      const state: State = { ...empty(), ...(store.slices.get(name) as Partial<State> | undefined) };
      states.set(store, state);
      store.slices.set(name, state);
      return state;
    },
  };
}
