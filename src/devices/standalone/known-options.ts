import { optionOf, type Options } from '../../protocol/access-push/dialect.js';

/**
 * A terminal on port 4370 in the terms of the other protocol, which everything above reads: one door, one card and one
 * finger table. Its own options are stored beside these.
 */
export function registrationOf(options: Options, firmware: string): Record<string, string> {
  const letters = optionOf(options, 'IsABCPinEnable') === '1';
  return {
    DeviceType: 'acc',
    MachineType: '101',
    LockCount: '1',
    ReaderCount: '1',
    DeleteAndFunOn: '1',
    StringPinFunOn: letters ? '1' : '0',
    FingerFunOn: optionOf(options, 'FingerFunOn') === '0' ? '0' : '1',
    FirmVer: plain(firmware),
    ...pick(options, ['DeviceName', 'Platform', 'MAC', 'IPAddress', 'ZKFPVersion', 'PIN2Width', 'Language', 'LockOn']),
  };
}

const pick = (options: Options, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = plain(optionOf(options, name));
      return value === '' ? [] : [[name, value]];
    }),
  );

const longestValue = 250;

/** No option that is kept is nearly as long, or has characters that no display shows. */
const plain = (value: string): string => value.replace(/\p{C}/gu, '').slice(0, longestValue).trim();
