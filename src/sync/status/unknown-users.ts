/** What is reported about users on a device who are not known here. */
export const unknownUsersText = (users: number): string =>
  users === 1
    ? 'it holds 1 user that Postern does not know: it may open doors'
    : `it holds ${users} users that Postern does not know: they may open doors`;
