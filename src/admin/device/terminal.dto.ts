import { Shown, Texts } from '../common/fields.js';
import { stampTables } from '../../devices/attendance-push/stamps.js';

export class OperationView {
  @Shown('Number') id!: number;
  @Shown("The terminal's wall clock", { example: '2024-03-05 07:59:10' }) at!: string;
  @Shown('Code (Attendance PUSH)') code!: number;
  @Shown('What the code means, empty where it is not known') operation!: string;
  @Shown('Person number of the administrator; 0 = nobody') operator!: string;
  @Shown('The object of the operation, as the terminal reports it', { type: [String] }) objects!: string[];
  @Shown('When it came') receivedAt!: string;
}

export class TerminalResendBody {
  @Texts(`Tables that the terminal should send again from the first row on: ${stampTables.join(', ')}`)
  tables!: string[];
}

export class TerminalResendView {
  @Shown('Number of the command that makes the terminal begin') commandId!: number;
}
