/** Rows of a list to leave out and to take. */
export interface Slice {
  readonly offset: number;
  readonly limit: number;
}
