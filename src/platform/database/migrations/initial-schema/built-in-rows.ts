const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'hol1', 'hol2', 'hol3'];
const always = JSON.stringify(Object.fromEntries(days.map((day) => [day, [['00:00', '23:59']]])));

/** The rows with which every installation begins (docs/rules.md 5). */
export const builtInRows = [
  `INSERT INTO area (id, code, name) VALUES (md5('postern area 1'), '1', 'Area Name')`,
  `INSERT INTO department (id, code, name) VALUES (md5('postern department 1'), '1', 'Department Name')`,
  `INSERT INTO time_zone (id, name, periods) VALUES (1, '24-Hour Accessible', '${always}')`,
  `INSERT INTO acc_level (id, name, time_zone_id) VALUES (md5('postern level General'), 'General', 1)`,
  // The most common ones; an operator may rename them and add others.
  `INSERT INTO leave_type (leave_type_no, leave_type_name) VALUES ('L1', 'personal leave'), ('L2', 'marriage leave'),
     ('L3', 'maternity leave'), ('L4', 'sick leave'), ('L5', 'annual leave'), ('L6', 'bereavement leave')`,
  `INSERT INTO event_counted (position) VALUES (0)`,
];
