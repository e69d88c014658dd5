/** A file of a form, among the fields of which it stands as `file`. */
export class UploadedFile {
  constructor(
    readonly name: string,
    readonly content: Buffer,
  ) {}

  /** What the audit log shows of it. */
  toJSON(): object {
    return { name: this.name, bytes: this.content.length };
  }
}
