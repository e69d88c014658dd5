import { Shown } from '../common/fields.js';

const severities = ['ok', 'warning', 'fault', 'skipped'] as const;
const statuses = ['ok', 'warnings', 'faults'] as const;

export class DoctorFindingView {
  @Shown('What is wrong, for whoever has words of their own for it') code!: string;
  @Shown('How bad it is', { enum: ['warning', 'fault'] }) severity!: 'warning' | 'fault';
  @Shown('Numbers, names and instants, as far as the code has them', { type: Object })
  params!: Record<string, string | number>;
  @Shown('The same in English') words!: string;
  @Shown('What to do about it, in English') todo!: string;
}

export class DoctorLineView {
  @Shown('database, durability, standby, schema, key, clock, disk ... (docs/doctor.md)') id!: string;
  @Shown('The worst of it; skipped = without the database it cannot be told', { enum: severities })
  severity!: (typeof severities)[number];
  @Shown('What is wrong; empty = nothing', { type: [DoctorFindingView] }) findings!: DoctorFindingView[];
}

export class DoctorView {
  @Shown('The worst of all lines', { enum: statuses }) status!: (typeof statuses)[number];
  @Shown('Every line, in the order of the command `postern doctor`', { type: [DoctorLineView] })
  lines!: DoctorLineView[];
}
