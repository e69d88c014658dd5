/** How large the rows of the bench about sync are. */
export interface Scale {
  /** Panels that come on the line at once. */
  readonly panels: number;
  /** People that are loaded, and taken away. */
  readonly people: number;
  /** Panels that they go to. */
  readonly doors: number;
}

export const tenth: Scale = { panels: 100, people: 500, doors: 10 };
export const full: Scale = { panels: 1_000, people: 5_000, doors: 10 };
