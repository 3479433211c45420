package io.gapura.examples.orders;

import java.util.List;

/** Texts in Markdown that would run a script, load something or look like another page; each would set a title to {@code pwned}. */
final class Hostile {
    private static final String RUN = "document.title='pwned'";

    static final List<String> NOTES = List.of(
            "<script>" + RUN + "</script>",
            "x <script>" + RUN + "</script> y",
            "<img src=x onerror=\"" + RUN + "\">",
            "**<svg/onload=" + RUN + ">**",
            "> - <iframe src=\"javascript:" + RUN + "\"></iframe>",
            "<body onload=" + RUN + ">",
            "<details open ontoggle=" + RUN + ">x</details>",
            "<style>@import 'https://evil.example/x.css';</style>",
            "<base href=https://evil.example/>",
            "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
            "<form action=https://evil.example/><button>Log in</button></form>",
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=" + RUN
                    + "&gt;\">",
            "<!--><script>" + RUN + "</script>-->",
            "<![CDATA[><script>" + RUN + "</script>]]>",
            "<?x ><script>" + RUN + "</script>?>",
            "<a href=\"javascript:" + RUN + "\">x</a>",
            "[x](javascript:" + RUN + ")",
            "[x](JaVaScRiPt:" + RUN + ")",
            "[x](java&#115;cript:" + RUN + ")",
            "[x](&#x6A;avascript&colon;" + RUN + ")",
            "[x](<java\tscript:" + RUN + ">)",
            "[x](<\u0001javascript:" + RUN + ">)",
            "[x](vbscript:" + RUN + ")",
            "[x](data:text/html;base64,PHNjcmlwdD5kb2N1bWVudC50aXRsZT0ncHduZWQnPC9zY3JpcHQ+)",
            "[x](//evil.example/%22onmouseover=%22" + RUN + ")",
            "[x](https://a.example/\"onmouseover=\"" + RUN + ")",
            "[x](https://a.example/ '\" onmouseover=\"" + RUN + "')",
            "[x]\n\n[x]: javascript:" + RUN,
            "<javascript:" + RUN + ">",
            "<https://a.example/\"onmouseover=\"" + RUN + ">",
            "<data:text/html,<script>" + RUN + "</script>>",
            "![x](javascript:" + RUN + ")",
            "![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+)",
            "![\" onerror=\"" + RUN + "](https://evil.example/pixel.png)",
            "[![x](javascript:" + RUN + ")](javascript:" + RUN + ")",
            "[<img src=x onerror=" + RUN + ">](https://a.example)",
            "*[**[x](javascript:" + RUN + ")**](https://a.example)*",
            "`</code><script>" + RUN + "</script>`",
            "```\n</code></pre><script>" + RUN + "</script>\n```",
            "```\"onload=\"" + RUN + "\nx\n```",
            "    </pre><script>" + RUN + "</script>",
            "# <script>" + RUN + "</script>",
            "&lt;script&gt;" + RUN + "&lt;/script&gt;",
            "\\<script>" + RUN + "</script>");

    private Hostile() {}
}
