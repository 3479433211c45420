package io.gapura.filters.testkit.doctor;

import java.util.List;

/** Other spellings of the examined path, and targets that are none. */
final class TargetProbes {
    private TargetProbes() {}

    static List<Probe> at(Aim aim) {
        String parent = aim.parent();
        String last = aim.last();
        String path = aim.path();
        Spellings probes = new Spellings(aim);
        probes.between("dot", parent + "./" + last);
        probes.between("dot-encoded", parent + "%2e/" + last);
        probes.between("dot-dot", parent + "x/../" + last);
        probes.between("dot-dot-encoded", parent + "x/%2e%2e/" + last);
        probes.between("dot-dot-parameter", parent + "x/..;/" + last);
        probes.other("dot-dot-double", parent + "x/%252e%252e/" + last);
        probes.between("empty-segment", parent + "/" + last);
        probes.between("empty-parameter", parent + ";/" + last);
        probes.between("slash-encoded", parent.substring(0, parent.length() - 1) + "%2f" + last);
        probes.other("slash-encoded-double", parent.substring(0, parent.length() - 1) + "%252f" + last);
        probes.between("backslash", parent + "x\\..\\" + last);
        probes.between("backslash-encoded", parent + "x%5c..%5c" + last);
        probes.behind("parameter", path + ";v=1");
        probes.other("parameter-encoded", path + "%3bv=1");
        probes.behind("dot-behind", path + (path.endsWith("/") ? "." : "/."));
        probes.behind("nul", path + "%00");
        probes.behind("line-break", path + "%0d%0aX-Doctor-Split:%20" + aim.canary());
        probes.behind("overlong", path + "%c0%af");
        probes.behind("high-byte", path + "%ff");
        probes.behind("high-byte-raw", path + "\u00ff");
        probes.behind("percent-alone", path + "%");
        probes.behind("percent-short", path + "%4");
        probes.behind("percent-bad", path + "%zz");
        probes.behind("percent-u", path + "%u0041");
        probes.behind("fragment", path + "#" + aim.canary());
        probes.behind("space", path + " " + aim.canary());
        probes.behind("tab", path + "\t");
        probes.behind("markup-raw", path + "<" + aim.canary() + ">");
        probes.behind("query-bad", path + "?" + aim.canary() + "=%zz");
        probes.behind("query-overlong", path + "?" + aim.canary() + "=%c0%af");
        probes.behind("query-nul", path + "?" + aim.canary() + "=%00");
        probes.between("no-slash", path.substring(1) + "x");
        probes.between("foreign-host", "http://" + aim.canary() + ".invalid" + path);
        probes.between("other-scheme", "ftp://" + aim.authority() + path);
        return probes.collector.probes();
    }

    private static final class Spellings {
        private final Aim aim;
        private final Collector collector = new Collector(Area.TARGET);

        Spellings(Aim aim) {
            this.aim = aim;
        }

        void between(String name, String target) {
            add(name, target + aim.query());
        }

        void behind(String name, String target) {
            add(name, target);
        }

        void other(String name, String target) {
            collector.add("target-" + name, Wanted.NOT_THE_SAME, aim.get(target));
        }

        private void add(String name, String target) {
            collector.add("target-" + name, Wanted.NO_OTHER_SPELLING, aim.get(target));
        }
    }
}
