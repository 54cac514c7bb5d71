// Jest tells its workers to force colours when it has them itself; what the command prints is compared as text.
delete process.env['FORCE_COLOR'];
process.env['NO_COLOR'] = '1';
