/**
 * What is reported about users on a device beyond those that it was given: nobody here may know them, or they are known
 * and have no right there.
 */
export const unknownUsersText = (users: number): string =>
  users === 1
    ? 'it holds 1 user that Postern did not give it: it may open doors'
    : `it holds ${users} users that Postern did not give it: they may open doors`;
