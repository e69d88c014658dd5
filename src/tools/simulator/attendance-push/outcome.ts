/** The result of a command: its code, the command text that is repeated, and further content. */
export interface Outcome {
  readonly code: number;
  readonly word: string;
  /** Pairs after the command text. */
  readonly more?: string;
  /** Lines after the result. */
  readonly lines?: readonly string[];
  /** A file that is sent in a form of its own. */
  readonly file?: { readonly name: string; readonly content: string };
  /** What to do once the result is sent. */
  readonly then?: 'reboot' | 'contact';
}
