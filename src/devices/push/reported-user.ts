/** A user as a device reports it, in any protocol. */
export interface ReportedUser {
  readonly pin: string;
  readonly name: string;
  readonly cardNo: string;
  readonly privilege: number;
  readonly password: string;
  readonly startTime: string | null;
  readonly endTime: string | null;
  /** Columns that the row has, even if they are empty. */
  readonly tells: { readonly card: boolean; readonly privilege: boolean };
}
