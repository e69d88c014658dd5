/** The message for the person who watches, if the server does not accept the serial number. */
export function refusedText(status: number): string {
  if (status === 404)
    return 'there is no /iclock at this address and port (404): where DEVICE_PORT is set, devices call there';
  if (status >= 500) return `the server has trouble of its own (${status}), trying again`;
  return 'waiting for approval: the server does not take this serial number yet';
}
