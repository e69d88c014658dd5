/** What a device calls its firmware; models name the option in two ways. '' where it has not told. */
export function firmwareOf(capabilities: Readonly<Record<string, unknown>> = {}): string {
  const told = [capabilities.FirmVer, capabilities.FWVersion];
  return told.find((one): one is string => typeof one === 'string' && one !== '') ?? '';
}
