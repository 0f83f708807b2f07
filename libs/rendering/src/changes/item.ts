/** One thing of a document that two versions are compared by: a container, a bill, a port, with what is said of it. */
export interface Item {
  /** equal in both versions where it is the same thing */
  key: string;
  /** how it is called: "Container CSQU3054383" */
  name: string;
  fields: readonly (readonly [label: string, value: string])[];
}

/** A line of what changed. '' in `before` or `now`: it was not there. */
export interface Change { what: string; before: string; now: string }
