# A formula for a tap; example.invalid and the zeros stand for the release's address and its hash.
class Newsdigest < Formula
  include Language::Python::Virtualenv

  desc "Key points and attributed quotes from the news: verbatim, offline, told once"
  homepage "https://example.invalid/newsdigest"
  url "https://example.invalid/newsdigest/releases/download/v0.1.0/newsdigest-0.1.0.tar.gz"
  sha256 "0000000000000000000000000000000000000000000000000000000000000000"
  license "MIT"

  depends_on "python@3.13"

  def install
    virtualenv_create(libexec, "python3.13", without_pip: false)
    system libexec/"bin/python", "-m", "pip", "install", "--no-cache-dir", buildpath
    bin.install_symlink libexec/"bin/newsdigest"
    man1.install "docs/newsdigest.1"
    bash_completion.install "docs/completion/newsdigest.bash" => "newsdigest"
    zsh_completion.install "docs/completion/_newsdigest"
    fish_completion.install "docs/completion/newsdigest.fish"
  end

  test do
    (testpath/"ferry.txt").write("The ferry runs again from Monday. It had been in dock all winter.")
    assert_match "The ferry runs again", shell_output("#{bin}/newsdigest text ferry.txt")
  end
end
