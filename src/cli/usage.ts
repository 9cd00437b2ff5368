/** What `prewarm --help` prints. */
export const USAGE = `Usage: prewarm <command> [options]

Reads the values of JupyterHubs and writes plain Kubernetes manifests that keep their images on the nodes and
their seats free.

Commands:
  synth     write the manifests into the output folder, all of them or, after an error, none
  check     read and check everything, show what would come out, write nothing
  verify    compare the output folder with what the sources give, and show how it differs

Options:
  --config <file>      configuration (default: prewarm.yaml; without one, the values in config.yaml)
  --out <folder>       output folder (default: dist)
  --hub <name>         this hub alone; can be repeated, or names separated by commas (default: all hubs)
  --format <format>    how problems are printed: text, json or github (default: text)
  -h, --help           print this text
  --version            print the version

Exit codes:
  0    fine
  1    something is wrong with the configuration, the command line or the environment
  2    a check failed, or the output folder is out of date
  70   a fault of Prewarm itself; please report it
`;
