/** What came of a command: its code, the word that is said back, and what else is told with it. */
export interface Outcome {
  readonly code: number;
  readonly word: string;
  /** Pairs behind the word. */
  readonly more?: string;
  /** Lines behind the result. */
  readonly lines?: readonly string[];
  /** A file that is told in its own form. */
  readonly file?: { readonly name: string; readonly content: string };
  /** What is done once the result is told. */
  readonly then?: 'reboot' | 'contact';
}
